/** Whether a folder's name says that its code was set aside: it may still run, and is never the best place to show. */
export function isSetAside(path: string): boolean {
  return /(?:^|\/)(?:archived?\d*|old|backup|bak|legacy|deprecated|ad-?hoc|sandbox|playground|scratch|examples?|experiments?|temp|tmp)\//i.test(path)
}
