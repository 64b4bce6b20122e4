import type { create as zh } from "../zh/create";
import type { Sentences } from "../sentences";

export const create: Sentences<typeof zh> = {
  create: "Create",
  what_to_make: "What to make",
  nothing_is_made: "No model that makes pictures or videos is configured here.",
  nothing_made: "Nothing made yet.",
  prompt_image: "What to draw",
  prompt_video: "What to film",
  prompt_hint_image: "For example: a lane in Suzhou after the rain, ink wash style",
  prompt_hint_video: "For example: a ginger cat stretches on a window sill, slow zoom in",
  begin_with_image: "Picture to begin from (optional)",
  begin_with_video: "First frame (optional)",
  size: "Size",
  size_auto: "Automatic",
  model_auto: "Automatic",
  count_image: "How many",
  count_video: "Length",
  seconds_n: "{n} s",
  more_wishes: "More wishes",
  unwanted: "What is not to be seen",
  make_image: "Make pictures",
  make_video: "Make the video",
  costs_n: "About {n} credits; nothing if it fails",
};
