// Adds theme, tabs and copy buttons to pages that are whole without them.
document.documentElement.classList.add("js");
