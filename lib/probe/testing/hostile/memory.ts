const inUse = (): number => {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};

/** Samples the heap and the buffers outside it until stopped; `stop` tells by how many bytes they had grown at most. */
export function watchMemory(): { stop: () => number } {
  const before = inUse();
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, inUse());
  }, 10);
  return {
    stop: () => {
      clearInterval(timer);
      most = Math.max(most, inUse());
      return most - before;
    },
  };
}
