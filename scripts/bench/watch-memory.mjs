import { readdirSync, readFileSync } from 'node:fs'

/** Looks at the memory of process trees now and then; the function that it gives back ends that, and gives the most that one tree took, and that all took together, in MB. */
export function watchMemory(pids) {
  let [one, all] = [0, 0]
  const look = () => {
    const parents = new Map(readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
        const [, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
        return [[Number(name), { parent: Number(parent), memory: Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${name}/status`, 'utf8'))?.[1] ?? 0) / 1024 }]]
      } catch {
        return []
      }
    }))
    const isOf = (pid, root) => pid === root || (parents.has(pid) && isOf(parents.get(pid).parent, root))
    const trees = pids.map((root) => [...parents].filter(([pid]) => isOf(pid, root)).map(([, { memory }]) => memory))
    one = Math.max(one, ...trees.flat())
    all = Math.max(all, ...trees.map((tree) => tree.reduce((sum, memory) => sum + memory, 0)))
  }
  const timer = setInterval(look, 500)
  return () => {
    clearInterval(timer)
    return { process: one, tree: all }
  }
}
