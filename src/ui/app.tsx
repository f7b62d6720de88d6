import { MantineProvider } from "@mantine/core";
import type { AppStore } from "../state/store";
import { Shell } from "./shell/shell";
import { StoreContext } from "./store-context";
import { resolveVariables, theme } from "./theme/theme";

export function App({ store }: { readonly store: AppStore }) {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={resolveVariables} defaultColorScheme="auto">
      <StoreContext value={store}>
        <Shell />
      </StoreContext>
    </MantineProvider>
  );
}
