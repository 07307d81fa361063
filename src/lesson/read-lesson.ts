import type { Lesson, LessonSection } from '../model/lesson.ts'
import type { Problem } from '../model/repository.ts'
import { readSourceBlocks, type SourceBlock } from '../parse/document/source-blocks.ts'
import { headingSlugs } from './heading-slugs.ts'
import { readSection } from './read-section.ts'

export type LessonFile = { readonly path: string; readonly text: string }
export type LessonReading = { readonly lesson: Lesson; readonly problems: readonly Problem[] }

type Heading = Extract<SourceBlock, { kind: 'heading' }>

/**
 * Reads one lesson module. `coverable` holds the ids a heading may cover: criteria, checklist items, steps.
 * Every mistake comes back with its line and what was expected; what could be read is in the lesson all the same.
 */
export function readLesson({ path, text }: LessonFile, coverable: ReadonlySet<string>): LessonReading {
  const blocks = readSourceBlocks(text)
  const parts = partsOf(blocks)
  const slugs = headingSlugs(parts.map(({ heading }) => heading.text))
  const problems: Problem[] = []
  const complain = (line: number, says: string): void => { problems.push({ path, line, says }) }
  const sections = parts.map(({ heading, body }, at): LessonSection => {
    const slug = slugs[at] ?? ''
    if (slugs.indexOf(slug) < at || parts.findIndex((part) => part.heading.text === heading.text) < at) complain(heading.line, `expected headings of different names, so that links stay; "${heading.text}" stands above already`)
    return { heading: heading.text, level: heading.level, line: heading.line, slug, ...readSection(body, heading.line, coverable, complain) }
  })
  const [title, ...others] = sections
  if (title?.level !== 1 || title.line !== 1) complain(1, 'expected the title on the first line, as "# Title"')
  for (const section of others) if (section.level === 1) complain(section.line, `expected one title; "# ${section.heading}" is a second one (use "##")`)
  const covered = sections.flatMap((section) => section.covers.map((id) => ({ id, line: section.line })))
  covered.forEach(({ id, line }, at) => {
    if (covered.findIndex((other) => other.id === id) < at) complain(line, `expected "${id}" under one heading; another one of this lesson covers it already`)
  })
  for (const closing of ['Check yourself', 'Next']) {
    if (!sections.some((section) => section.level === 2 && section.heading === closing)) complain(text.trimEnd().split('\n').length, `expected a heading "## ${closing}" at the end`)
  }
  const stem = path.slice(path.lastIndexOf('/') + 1).replace(/\.md$/, '')
  return { lesson: { stem, path, title: title?.heading ?? stem, sections }, problems: problems.toSorted((one, other) => one.line - other.line) }
}

function partsOf(blocks: readonly SourceBlock[]): readonly { readonly heading: Heading; readonly body: readonly SourceBlock[] }[] {
  const parts: { heading: Heading; body: SourceBlock[] }[] = []
  for (const block of blocks) {
    if (block.kind === 'heading') parts.push({ heading: block, body: [] })
    else parts.at(-1)?.body.push(block)
  }
  return parts
}
