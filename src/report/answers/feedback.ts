import { keptWords } from './kept-words.ts'

/** `/feedback`: kept for the staff, and thanked for once; nothing of it is said again. `publicName` is the repository's name where anybody can read it, else null. */
export function feedbackAnswer(isFirst: boolean, publicName: string | null): string {
  const kept = isFirst ? 'Thank you: this is kept for the staff of the course, and shown to nobody else.' : 'Kept beside what you wrote before, for the staff of the course.'
  return publicName === null ? `${kept}\n` : `${kept} ${keptWords(publicName)}\n`
}
