// Sets the theme before anything is painted; Starlight's theme menu calls `updatePickers`.
globalThis.StarlightThemeProvider = (() => {
  let stored = null;
  try {
    stored = localStorage.getItem("starlight-theme");
  } catch {
    // Storage is switched off: the theme follows the system.
  }
  const isLight = matchMedia("(prefers-color-scheme: light)").matches;
  document.documentElement.dataset.theme = stored || (isLight ? "light" : "dark");
  document.documentElement.classList.add("js");
  return {
    updatePickers(theme = stored || "auto") {
      for (const select of document.querySelectorAll("starlight-theme-select select")) select.value = theme;
    },
  };
})();
