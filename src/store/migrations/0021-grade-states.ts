/** The standings that stand there do not say how their grades stand: each is counted anew with the next look at its repository. */
export const GRADE_STATES: readonly string[] = ['delete from standings']
