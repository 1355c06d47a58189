/** A stored PDF as a download, or 304 if the caller has it already. */
export const pdfAnswer = (
  request: Request,
  { content, sha256 }: { readonly content: Uint8Array; readonly sha256: string },
  filename: string,
): Response => {
  const etag = `"${sha256}"`
  if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers: { etag } })
  const headers = {
    etag,
    'content-type': 'application/pdf',
    'content-length': String(content.byteLength),
    'content-disposition': `attachment; filename="${filename}"`,
    'cache-control': 'private, no-store',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
  }
  return new Response(new Uint8Array(content), { headers })
}
