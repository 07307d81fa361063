/** How a command ends, for scripts: the list that the help and the README tell. */
export const EXIT_CODES = { graded: 0, strictUnmet: 1, usage: 2, cannotRead: 3 } as const
