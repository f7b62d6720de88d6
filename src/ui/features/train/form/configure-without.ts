import { use, useCallback } from "react";
import type { RunConfig } from "../../../../domain/run-config";
import { StoreContext } from "../../../store-context";

/** Settings that are absent when they are off. */
type OptionalSetting = "clipNorm" | "earlyStop" | "subset";

/** Switches a setting off by taking it out of the configuration, where `configure` can only put something in. */
export function useConfigureWithout(): (setting: OptionalSetting) => void {
  const store = use(StoreContext);
  return useCallback(
    (setting) => {
      store?.setState(({ config }) => ({ config: without(config, setting) }));
    },
    [store],
  );
}

function without(config: RunConfig, setting: OptionalSetting): RunConfig {
  const { [setting]: _, ...rest } = config;
  return rest;
}
