/** Tables whose rows are sorted by a click on a column's title. */
export function addSorting(): void {
  for (const table of document.querySelectorAll<HTMLTableElement>("[data-sortable] table")) {
    for (const [column, head] of [...table.querySelectorAll<HTMLTableCellElement>("thead th")].entries()) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      button.addEventListener("click", () => sortBy(table, head, column));
      head.append(button);
    }
  }
}

function sortBy(table: HTMLTableElement, head: HTMLTableCellElement, column: number): void {
  const isDown = head.getAttribute("aria-sort") === "ascending";
  for (const other of table.querySelectorAll("th")) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", isDown ? "descending" : "ascending");
  const body = table.tBodies[0];
  const rows = [...(body?.rows ?? [])].sort((a, b) => compare(textOf(a, column), textOf(b, column)));
  body?.append(...(isDown ? rows.reverse() : rows));
}

function textOf(row: HTMLTableRowElement, column: number): string {
  return row.cells[column]?.textContent?.trim() ?? "";
}

/** What an hour allows is less than what a second does. */
const SECONDS: Record<string, number> = { second: 1, minute: 60, hour: 3600, day: 86_400 };

function compare(one: string, other: string): number {
  const [first, second] = [numberOf(one), numberOf(other)];
  if (first !== undefined && second !== undefined) return first - second;
  return one.localeCompare(other, "en", { numeric: true });
}

/** The number that a text begins with; of a rate, calls a second. */
function numberOf(text: string): number | undefined {
  const [, digits, window = "second"] = /^([\d,]+)(?: \w+ an? (\w+))?/.exec(text) ?? [];
  return digits === undefined ? undefined : Number(digits.replaceAll(",", "")) / (SECONDS[window] ?? 1);
}
