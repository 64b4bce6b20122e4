import type { app as zh } from "../zh/app";
import type { Sentences } from "../sentences";

export const app: Sentences<typeof zh> = {
  brand: "Yunzhan",
  skip: "Skip to content",
  navigation: "Navigation",
  open_menu: "Open menu",
  to_start: "To the start page",
  not_found: "There is no such page",
  language: "Language",
  theme: "Appearance",
  theme_system: "As the system",
  theme_light: "Light",
  theme_dark: "Dark",
  offline: "You are offline. What is shown stays; you can go on once the network is back.",
  unsure: "The server cannot be reached just now; you are still signed in.",
  outdated: "There is a newer version; a part of this page cannot be opened any more.",
  reload: "Load again",
  chat: "Chat",
  new_chat: "New chat",
  recognize: "Recognise",
  drugs: "Medicines",
  files: "Files",
  usage: "Usage",
  account: "Account",
  history_needs_account: "Log in, and your chats are kept here.",
};
