import "@mantine/core/styles.layer.css";
import "../ui/theme/tokens.css";
import { createRoot } from "react-dom/client";
import { createAppStore } from "../state/store";
import { App } from "../ui/app";
import { makeServices } from "./services";
import { showActivity } from "./show-activity";
import { watchLongTasks } from "./watch-tasks";
import { watchOutboundRequests } from "./watch-requests";

const store = createAppStore(makeServices());

watchOutboundRequests((more) => {
  store.getState().countOutboundRequests(more);
});
watchLongTasks((ms) => {
  store.getState().noteLongTask(ms);
});
// A file that is let go beside the place for it must not take the page away.
for (const type of ["dragover", "drop"]) {
  window.addEventListener(type, (event) => {
    event.preventDefault();
  });
}
showActivity(store);
void store.getState().findEngines();

const root = document.getElementById("root");
if (root === null) throw new Error("The page has no #root element.");
createRoot(root).render(<App store={store} />);
void store.getState().restore();
