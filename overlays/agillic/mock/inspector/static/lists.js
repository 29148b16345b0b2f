// Target groups and tasks.
import { element, showList, time } from "./elements.js";

/** Show target groups with how many recipients each has. */
export function showGroups(groups) {
  showList(document.getElementById("groups"), groups, (group) => group.name, (group) =>
    element(
      "li",
      {},
      element(
        "div",
        { class: "line" },
        element("span", { class: "grow" }, group.name),
        element("span", { class: "badge" }, group.population.toLocaleString("en")),
      ),
      element("span", { class: "under small quiet" }, group.filter ? element("code", {}, group.filter) : "static"),
    ),
  );
}

const COLORS = { completed: "good", failed: "bad" };

/** Show tasks, the latest first, with why they failed. */
export function showTasks(tasks) {
  showList(document.getElementById("tasks"), tasks, (task) => task.id, (task) => {
    const failed = task.failures.length > 0;
    return element(
      "li",
      {},
      element(
        "div",
        { class: "line" },
        element("span", { class: "time" }, time(task.created)),
        element("span", { class: "grow" }, task.operation),
        element("span", { class: `badge ${failed ? "bad" : (COLORS[task.status] ?? "warn")}` }, task.status),
      ),
      element("code", { class: "under quiet" }, task.id),
      ...task.failures.slice(0, 5).map(({ index, message }) =>
        element("span", { class: "under small" }, index === null ? message : `entry ${index}: ${message}`),
      ),
    );
  });
}
