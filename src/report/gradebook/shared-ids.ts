/** Of students and what each is known by, those whose id another one has too: a platform would write both grades to one person. Empty ids are nobody's. */
export function sharingIds<Student>(students: readonly Student[], idsOf: (student: Student) => readonly string[]): ReadonlySet<Student> {
  const owners = new Map<string, Student[]>()
  for (const student of students) {
    for (const [kind, id] of idsOf(student).entries()) {
      if (id === '') continue
      const key = `${kind} ${id}`
      const same = owners.get(key)
      if (same === undefined) owners.set(key, [student])
      else same.push(student)
    }
  }
  return new Set([...owners.values()].flatMap((sharing) => sharing.length > 1 ? sharing : []))
}
