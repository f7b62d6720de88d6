/**
 * Lets messages that wait for this thread be delivered. A message channel, because timers are slowed to a
 * second in hidden tabs and never run more often than every 4 ms.
 */
export function yieldToMessages(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
