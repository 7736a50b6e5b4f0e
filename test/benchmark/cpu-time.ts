/** Processor time: what figures "per core" are measured in, so that other programs on the machine disturb them less. */

/** Milliseconds that this process has kept processors busy so far, all its threads together. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
