import type { tasks as zh } from "../zh/tasks";
import type { Sentences } from "../t";

export const tasks: Sentences<typeof zh> = {
  tasks: "Tasks",
  work: "What to do",
  work_speech: "Speech to text",
  work_compress: "Shrink a picture",
  work_thumbnail: "Make a thumbnail",
  work_audio: "Take the sound out",
  choose_file: "Choose a file",
  tasks_note: "Work goes on in the background; you can leave this page.",
  no_tasks: "No tasks yet.",
  result: "Result",
  no_result: "There is nothing to show.",
  task_speech: "Speech to text",
  task_media: "Media",
  task_image: "Pictures",
  task_images: "Pictures",
  task_video: "Video",
  task_videos: "Video",
  status_queued: "waiting",
  status_running: "running",
  status_succeeded: "done",
  status_failed: "failed",
  status_cancelled: "cancelled",
};
