/* Runs before anything is drawn: marks that JavaScript works and picks the theme of the device. */
(() => {
  const html = document.documentElement;
  html.classList.add("js");
  if (html.dataset.tema !== "system") return;
  const moerk = matchMedia("(prefers-color-scheme: dark)");
  const apply = () => { html.dataset.bsTheme = moerk.matches ? "dark" : "light"; };
  apply();
  moerk.addEventListener("change", apply);
})();
