import { documentCommands } from './document-commands.ts'
import { blockText, sectionsOf, type Document, type Section } from './documents.ts'

/**
 * A place where a document speaks of bringing an earlier version back. `section` is set where a heading announces it;
 * `commands` and `steps` (list items) are those of that section, or of the paragraph's own neighbourhood.
 */
export type RollbackMention = {
  readonly path: string
  readonly line: number
  readonly text: string
  readonly section: boolean
  readonly commands: readonly string[]
  readonly steps: number
}

const ROLLBACK = /\broll(?:ing|ed|s)?[ -]?backs?\b|\b(?:revert|restor|redeploy|return|switch|go)\w*(?: back)?(?: \w+){0,3} (?:to )?(?:\w+ ){0,2}(?:previous|earlier|prior|last known|last good|older) (?:\w+ ){0,2}(?:version|model|image|release|deployment|tag|revision)/i
/** Rolling back a database's transaction, or a status of a cloud's stack, is something else. */
const ELSEWHERE = /\b(?:session|transaction|database|db|conn(?:ection)?|sql|commit)\b[^\n]{0,30}roll|roll\w*[ -]?back[^\n]{0,30}\b(?:transaction|session|database)\b/i
const UNDO = /\bkubectl\s+rollout\s+undo\b|\bhelm\s+rollback\b|\bgit\s+revert\b|\bservice\s+rollback\b|\bapp:rollback\b|\breleases:rollback\b|\bdeployments?\s+rollback\b|\brollback\.(?:sh|py)\b|\b(?:make|just|task)\s+rollback\b/i

/** The rollback mentions of a document in order: sections first by where they stand, then lines outside such sections. */
export function rollbackMentions(document: Document): readonly RollbackMention[] {
  const commands = documentCommands(document.tree)
  const sections = sectionsOf(document.tree).filter((section) => ROLLBACK.test(section.heading) && !ELSEWHERE.test(section.heading))
  const announced = sections.map((section): RollbackMention => {
    const last = lastLine(section)
    return {
      path: document.path, line: section.line, text: section.heading, section: true,
      commands: commands.filter((command) => command.line >= section.line && command.line <= last).map((command) => command.text).slice(0, 20),
      steps: section.blocks.filter((block) => block.kind === 'text' && block.item).length,
    }
  })
  const covered = sections.map((section) => [section.line, lastLine(section)] as const)
  const loose = document.tree.blocks.flatMap((block) => block.kind === 'heading' ? [] : blockText(block).split('\n').slice(0, 2000).flatMap((raw, index): readonly RollbackMention[] => {
    const line = block.line + index
    const text = raw.slice(0, 1000)
    if (!(ROLLBACK.test(text) || UNDO.test(text)) || ELSEWHERE.test(text) || covered.some(([from, to]) => line >= from && line <= to)) return []
    const near = block.kind === 'code' && !UNDO.test(text) ? [] : commands.filter((command) => Math.abs(command.line - line) <= 6 && (UNDO.test(command.text) || ROLLBACK.test(command.text)))
    return [{ path: document.path, line, text: text.trim().slice(0, 300), section: false, commands: UNDO.test(text) ? [UNDO.exec(text)?.[0] ?? '', ...near.map((command) => command.text)] : near.map((command) => command.text), steps: 0 }]
  }))
  return [...announced, ...loose].slice(0, 50)
}

function lastLine(section: Section): number {
  const last = section.blocks.at(-1)
  if (last === undefined) return section.line
  return last.line + (last.kind === 'code' ? last.lines.length : last.kind === 'table' ? last.rows.length + 1 : last.kind === 'text' ? last.text.split('\n').length - 1 : 0)
}
