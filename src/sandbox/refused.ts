/** An answer with GitHub's body for a status of 400 or more. */
export function refused(status: 401 | 404 | 409 | 422, message: string): Response {
  return Response.json({ message, documentation_url: 'https://docs.github.com/rest', status: String(status) }, { status })
}
