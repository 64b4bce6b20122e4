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
