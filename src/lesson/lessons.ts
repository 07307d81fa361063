import type { Lesson, Passage } from '../model/lesson.ts'
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
  return { lessons, problems: [...readings.flatMap((reading) => reading.problems), ...twice] }
}

/** Where an id (criterion, checklist item, step) is taught; null where no heading covers it. */
export function passageOf(id: string, lessons: readonly Lesson[]): Passage | null {
  for (const lesson of lessons) {
    const section = lesson.sections.find((candidate) => candidate.covers.includes(id))
    if (section !== undefined) return { lesson, section }
  }
  return null
}

/** The passage a link `<stem>#<slug>` leads to; null where there is no such heading. */
export function linkedPassage(link: string, lessons: readonly Lesson[]): Passage | null {
  const [stem, slug] = link.split('#', 2)
  const lesson = lessons.find((candidate) => candidate.stem === stem)
  const section = lesson?.sections.find((candidate) => candidate.slug === slug)
  return lesson === undefined || section === undefined ? null : { lesson, section }
}
