/** An answer with GitHub's body for a status of 400 or more; `errors` says field by field what is wrong. */
export function refused(status: 400 | 401 | 403 | 404 | 405 | 409 | 410 | 422, message: string, errors?: readonly object[]): Response {
  return Response.json({ message, ...(errors === undefined ? {} : { errors }), documentation_url: 'https://docs.github.com/rest', status: String(status) }, { status })
}

/** The refusal of a body one field of which breaks a rule. */
export function invalid(resource: string, field: string, message: string, code = 'custom'): Response {
  return refused(422, 'Validation Failed', [{ resource, field, code, message }])
}

/** The refusal of a body that has not the form that is asked for. */
export function malformed(says: string): Response {
  return refused(422, `Invalid request.\n\n${says}`)
}
