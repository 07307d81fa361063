/** Whether a YAML reader, which is recursive, could run out of stack: a stack that ends there ends the whole process. */
export function isDeep(text: string): boolean {
  let brackets = 0
  let margin = 0
  let inMargin = true
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === 0x0a) {
      inMargin = true
      margin = 0
    } else if (inMargin && (code === 0x20 || code === 0x09 || code === 0x2d || code === 0x3f)) {
      margin += 1
      if (margin > 500) return true
    } else {
      inMargin = false
      if (code === 0x5b || code === 0x7b) brackets += 1
      else if ((code === 0x5d || code === 0x7d) && brackets > 0) brackets -= 1
      if (brackets > 200) return true
    }
  }
  return false
}
