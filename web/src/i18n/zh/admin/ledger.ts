/** Movements of everybody's credits, and whether they add up. */
export const ledgerAdmin = {
  call_of_movement: "看这次调用",
  who_left: "已注销",
  shortfall: "不足 {n}",
  ledger_check: "核对余额",
  check_all: "核对所有余额",
  check_user: "核对该用户的余额",
  checking: "正在核对，已核对 {n} 人…",
  checked: "已核对 {n} 人。",
  sum_of_balances: "余额之和",
  sum_of_movements: "流水之和",
  sums_agree: "每个人的余额都等于其流水之和。",
  sums_differ: "有 {n} 人的余额与流水不符：",
  differs_by: "余额 {balance}，流水之和 {sum}",
};
