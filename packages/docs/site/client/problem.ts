/** Under `pnpm dev`: shows what is wrong with the last edit on the open page, above the last good one. */
import problem from "../generated/problem.json";

if (problem.text) {
  const notice = document.body.appendChild(document.createElement("pre"));
  notice.className = "problem";
  notice.setAttribute("role", "alert");
  notice.textContent = problem.text;
}
