/** This worker's side of the channel to the page that started it. */
export const page = self as DedicatedWorkerGlobalScope;
