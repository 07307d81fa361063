import { flagValue } from '../../parse/shell/flags.ts'
import { ciOf } from '../ci/ci-facts.ts'
import type { Command } from '../commands/command.ts'
import { taskCommandsOf } from '../commands/task-commands.ts'
import { memoise } from '../memoise.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { nameOf } from '../settings/settings.ts'
import type { Edge } from './edge.ts'
import { edgesOfAddress } from './edges-of-command.ts'
import type { Start } from './start.ts'

const SCHEDULES: readonly (readonly [command: RegExp, tool: string])[] = [
  [/^aws events put-rule\b.*--schedule-expression/, 'EventBridge rule'], [/^aws scheduler create-schedule\b/, 'EventBridge schedule'], [/^gcloud (?:beta |alpha )?scheduler jobs create\b/, 'Cloud Scheduler job'],
]

/** Schedules that a command sets up in a cloud: of EventBridge and of Cloud Scheduler. What they start is told by the address they ask, by their name and by the script that sets them up. */
export const cloudSchedulesOf = memoise((facts: RepositoryFacts): readonly Start[] => {
  const commands: readonly Command[] = [...ciOf(facts).commands.filter((command) => command.inactive === null), ...taskCommandsOf(facts).flatMap((task) => task.commands)]
  return commands.flatMap((command): readonly Start[] => {
    const line = command.words.join(' ').slice(0, 2_000)
    const tool = SCHEDULES.find(([names]) => names.test(line))?.[1]
    if (tool === undefined) return []
    const { place } = command
    const said = `${nameOf(place.path)} ${line}`
    const base: Edge = { to: null, named: [], place, says: tool, onDrift: false }
    const path = /^https?:\/\/[^/]*(\/[^?#]+)/.exec(flagValue(command.words, '--uri', '--http-target-uri') ?? '')?.[1]
    const named = [...(/(?:^|[^a-z])(?:re)?train/i.test(said) ? ['training' as const] : []), ...(/drift/i.test(said) ? ['drift' as const] : [])]
    return [{ by: 'schedule', says: `${tool} of ${nameOf(place.path)}`, place, edges: [...(path === undefined ? [] : edgesOfAddress(facts, path, base, '')), { ...base, named }] }]
  })
})
