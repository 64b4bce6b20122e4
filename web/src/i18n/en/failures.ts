import type { failures as zh } from "../zh/failures";
import type { Sentences } from "../sentences";

export const failures: Sentences<typeof zh> = {
  request_id: "Request {id}",
  try_again_in: "Try again in {time}.",
  try_again_from: "It goes on from {time}.",
  see_balance: "See your balance",
  see_usage: "See your usage",
  error_network: "The server cannot be reached. Check your network.",
  error_connection_lost: "The connection was lost before the answer was complete.",
  error_bad_answer: "The server gave an answer that cannot be read. Try again later.",
  error_stale: "This conversation is not the same on the server. Try again to read it anew.",
  error_unauthorized: "Your session has ended. Log in again.",
  error_unknown: "Something went wrong ({status}).",
  error_insufficient_credits: "You have too few credits. Top up, or ask your administrator.",
  error_idempotency_conflict: "The first try is still being worked on. Try again later.",
  error_rate_limited: "That was too often: wait a little.",
  error_upstream_timeout:
    "The model did not finish in time. Try again, take a quicker model, or ask for less.",
};
