import type { ledgerAdmin as zh } from "../../zh/admin/ledger";
import type { Sentences } from "../../sentences";

export const ledgerAdmin: Sentences<typeof zh> = {
  call_of_movement: "The call that moved it",
  who_left: "has left",
  shortfall: "{n} short",
  ledger_check: "Check of the balances",
  check_all: "Check all balances",
  check_user: "Check this user's balance",
  checking: "Checking, {n} users so far …",
  checked: "{n} users were checked.",
  sum_of_balances: "Balances together",
  sum_of_movements: "Movements together",
  sums_agree: "Every balance is the sum of its movements.",
  sums_differ:
    "The balance of {n} user is not the sum of their movements:|The balances of {n} users are not the sums of their movements:",
  differs_by: "balance {balance}, movements {sum}",
};
