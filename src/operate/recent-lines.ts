import type { LogGroup } from '../model/app-state.ts'

export type RecentLines = {
  /** Takes a line as it was written to the log; what is below a warning is let go. */
  readonly keep: (line: string) => void
  /** The lines that are kept, those that say the same but for numbers as one, the newest in front. */
  readonly groups: () => readonly LogGroup[]
}

/** What names something in a line, and nobody: these alone are shown beside its sentence. */
const IDS = ['repository', 'installation', 'work', 'delivery', 'course', 'event', 'route'] as const
const LONGEST = 500

/** A memory of the last warnings and errors of this process, `most` lines. They come freed of secrets, as the log has them; of an error behind a line its name alone is kept. */
export function createRecentLines(most = 100): RecentLines {
  const kept: Omit<LogGroup, 'count'>[] = []
  return {
    keep(line) {
      const read = readLine(line)
      if (read === null) return
      kept.push(read)
      if (kept.length > most) kept.shift()
    },
    groups() {
      const groups = new Map<string, LogGroup>()
      for (const line of kept) {
        const key = `${line.level} ${line.fault ?? ''} ${line.says.replaceAll(/\d+/g, '#')}`
        groups.set(key, { ...line, count: (groups.get(key)?.count ?? 0) + 1 })
      }
      return [...groups.values()].sort((one, other) => other.lastAt - one.lastAt)
    },
  }
}

function readLine(line: string): Omit<LogGroup, 'count'> | null {
  let fields: Readonly<Record<string, unknown>>
  try {
    fields = JSON.parse(line) as typeof fields
  } catch {
    return null
  }
  const { level, msg, time, cause } = fields
  if ((level !== 'warn' && level !== 'error') || typeof msg !== 'string') return null
  const at = typeof time === 'string' ? Date.parse(time) : Number.NaN
  const ids = IDS.flatMap((name) => { const id = fields[name]; return typeof id === 'string' || typeof id === 'number' ? [[name, String(id).slice(0, 100)] as const] : [] })
  // What an error says may hold what was being read.
  const fault = typeof cause === 'string' ? /^([A-Z]\w{0,60})(?=[:\n]|$)/.exec(cause)?.[1] ?? null : null
  return { level, says: msg.slice(0, LONGEST), fault, ids, lastAt: Number.isFinite(at) ? at : 0 }
}
