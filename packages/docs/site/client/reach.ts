/** What scrolls by itself is within reach of the keyboard. */
export function addReach(): void {
  const observer = new ResizeObserver((entries) => {
    for (const { target } of entries) update(target as HTMLElement);
  });
  for (const element of document.querySelectorAll<HTMLElement>("main :is(table, .table, .samples, .expressive-code)"))
    observer.observe(element);
}

function update(element: HTMLElement): void {
  const scrolls = element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight;
  if (scrolls) element.tabIndex = 0;
  else element.removeAttribute("tabindex");
}
