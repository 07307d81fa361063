import { createPrivateKey } from 'node:crypto'

/** Whether text is a private key that GitHub's signatures can be made with. */
export function isRsaKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === 'rsa'
  } catch {
    return false
  }
}
