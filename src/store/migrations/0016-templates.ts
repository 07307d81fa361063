/** What a repository was made from, as JSON; null while nobody asked. */
export const TEMPLATES: readonly string[] = ['alter table repositories add column template text']
