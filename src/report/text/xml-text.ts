/** What no XML 1.0 document may hold, also not escaped; and what reorders text or hides in it. */
const FORBIDDEN = /(?![\t\n\r])[\p{Cc}\p{Cs}\p{Cf}\ufffe\uffff]/gu

const NAMES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;', '\t': '&#9;', '\n': '&#10;', '\r': '&#13;' }

/** Text as the content of an XML element: it stands as it is, but for characters that XML does not allow, which become `�`. */
export function xmlText(text: string): string {
  return text.replace(FORBIDDEN, '\ufffd').replace(/[&<>\r]/g, (sign) => NAMES[sign] ?? sign)
}

/** Text as the value of an attribute, within double quotes; line ends and tabs stay what they are. */
export function xmlAttribute(text: string): string {
  return text.replace(FORBIDDEN, '\ufffd').replace(/[&<>"'\t\n\r]/g, (sign) => NAMES[sign] ?? sign)
}
