// A script that is lost while a phone changes its network: all is loaded again, once a minute at most.
addEventListener(
  "error",
  function (event) {
    var of = event.target;
    if (!of || of.tagName !== "SCRIPT" || of.type !== "module") return;
    try {
      if (Date.now() - (Number(sessionStorage.getItem("yz-reloaded")) || 0) < 60000) return;
      sessionStorage.setItem("yz-reloaded", String(Date.now()));
      setTimeout(function () {
        location.reload();
      }, 500);
    } catch (error) {
      // it would load again without end
    }
  },
  true,
);
// Before the first paint, so that nothing flashes: the theme and language that were chosen here.
(function () {
  try {
    var theme = localStorage.getItem("yz-theme");
    if (theme === "dark" || theme === "light") document.documentElement.dataset.theme = theme;
    var language = localStorage.getItem("yz-language");
    if (language === "en") document.documentElement.lang = "en";
  } catch (error) {
    // without storage the system decides
  }
})();
