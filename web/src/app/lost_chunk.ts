const KEY = "yz-reloaded";
const PAUSE = 60_000; // milliseconds: once a minute at most

/** After a release an open page asks for files that are gone: load it again, once. */
export function reloadOnLostChunk(): void {
  window.addEventListener("vite:preloadError", (event) => {
    const last = Number(sessionStorage.getItem(KEY)) || 0;
    if (Date.now() - last < PAUSE) return;
    event.preventDefault();
    sessionStorage.setItem(KEY, String(Date.now()));
    location.reload();
  });
}
