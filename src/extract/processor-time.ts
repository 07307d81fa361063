/**
 * The processor time that this process has used so far, on all its threads, in milliseconds. Limits are kept by it: on a busy machine the
 * clock runs on while nothing is read, and a verdict must not depend on what else the machine does.
 */
export function processorTime(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
