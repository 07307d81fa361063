import { code } from '../text/markdown-text.ts'

/** `/pause`. */
export function pauseAnswer(): string {
  return `Paused: nothing is published here, and only the staff is answered, until ${code('/resume')}. What is pushed meanwhile is judged and counts.\n`
}

/** `/resume`: said also where it was not paused. */
export function resumeAnswer(wasPaused: boolean): string {
  return wasPaused ? 'Resumed: verdicts are published again, beginning with the newest commits.\n' : 'This repository was not paused. Verdicts are published as before.\n'
}

/** `/pause` where it is paused. */
export function alreadyPaused(): string {
  return `This repository is paused already. ${code('/resume')} ends it.\n`
}
