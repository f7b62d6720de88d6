/** More members than this gain little: the thread of member 0 has to serve them all. */
const MOST = 8;

/**
 * Members of a pool on this machine, the calling thread counted.
 * @param cores as the browser tells; where it does not tell, it is not a number
 * @param nested whether this thread can start workers of its own
 */
export function poolSize(
  cores: number = navigator.hardwareConcurrency,
  nested: boolean = "Worker" in globalThis,
): number {
  return nested ? Math.max(1, Math.min(MOST, Math.floor(cores) || 1)) : 1;
}
