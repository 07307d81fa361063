import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'

/** The arguments of every process of this machine that is still at work. */
export function processes(): readonly string[] {
  if (!existsSync('/proc/self')) return execFileSync('ps', ['-Axo', 'args'], { encoding: 'utf8' }).split('\n')
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((name) => {
    try {
      return [readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ')]
    } catch {
      // It has ended meanwhile.
      return []
    }
  })
}
