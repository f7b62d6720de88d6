import { spawnSync } from "node:child_process";

/** The first Python that has PyTorch, null when none has; looking for the package is quick, importing it is not. */
export function pythonWithTorch(): string | null {
  const probe = "import importlib.util, sys; sys.exit(importlib.util.find_spec('torch') is None)";
  const candidates = [process.env["PYTHON"] ?? "python3", "/usr/bin/python3"];
  return candidates.find((python) => spawnSync(python, ["-c", probe]).status === 0) ?? null;
}
