/** The code of a fault of the system (`ENOENT`), for a sentence. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
}
