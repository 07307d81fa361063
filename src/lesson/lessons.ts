import type { Lesson, Passage, SayingId } from '../model/lesson.ts'
import type { Problem } from '../model/repository.ts'
import { readLesson, type LessonFile } from './read-lesson.ts'

/** Every lesson, with the mistakes in their files: those of one file, and an id that two lessons cover. */
export type Lessons = { readonly lessons: readonly Lesson[]; readonly problems: readonly Problem[] }

/** Reads the lesson modules in the order given; see `readLesson` for `coverable`. */
export function readLessons(files: readonly LessonFile[], coverable: ReadonlySet<string>): Lessons {
  const readings = files.map((file) => readLesson(file, coverable))
  const lessons = readings.map((reading) => reading.lesson)
  const covered = lessons.flatMap((lesson) => lesson.sections.flatMap((section) => section.covers.map((id) => ({ id, lesson, line: section.line }))))
  const twice = covered.flatMap(({ id, lesson, line }): readonly Problem[] => {
    const first = covered.find((other) => other.id === id)
    if (first === undefined || first.lesson === lesson) return []
    return [{ path: lesson.path, line, says: `expected "${id}" under one heading; ${first.lesson.path}:${first.line} covers it already` }]
  })
  const said = lessons.flatMap((lesson) => lesson.sections.flatMap(({ says }) => says.map(({ id, line }) => ({ id, line, path: lesson.path }))))
  const saidTwice = said.flatMap(({ id, path, line }, at): readonly Problem[] => {
    const first = said.findIndex((other) => other.id === id)
    return first === at ? [] : [{ path, line, says: `expected "says: ${id}" once; ${said[first]?.path ?? ''}:${said[first]?.line ?? 0} says it already` }]
  })
  return { lessons, problems: [...readings.flatMap((reading) => reading.problems), ...twice, ...saidTwice] }
}

/** Where an id (criterion, checklist item, step) is taught; null where no heading covers it. */
export function passageOf(id: string, lessons: readonly Lesson[]): Passage | null {
  for (const lesson of lessons) {
    const section = lesson.sections.find((candidate) => candidate.covers.includes(id))
    if (section !== undefined) return { lesson, section }
  }
  return null
}

/** What the lessons have the App say under an id: the items of a list, or one text; nothing where no lesson says it. */
export function sayingOf(id: SayingId, lessons: readonly Lesson[]): readonly string[] {
  for (const { sections } of lessons) {
    const saying = sections.flatMap(({ says }) => says).find((one) => one.id === id)
    if (saying !== undefined) return saying.lines
  }
  return []
}

/** The passage a link `<stem>#<slug>` leads to; null where there is no such heading. */
export function linkedPassage(link: string, lessons: readonly Lesson[]): Passage | null {
  const [stem, slug] = link.split('#', 2)
  const lesson = lessons.find((candidate) => candidate.stem === stem)
  const section = lesson?.sections.find((candidate) => candidate.slug === slug)
  return lesson === undefined || section === undefined ? null : { lesson, section }
}
