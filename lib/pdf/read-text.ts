import { getDocumentProxy } from 'unpdf'

/** What a reader finds on each page: its runs of text in the order they are drawn, without empty ones. */
export type PageTexts = readonly (readonly string[])[]

/**
 * Reads the text of a PDF as a viewer or a search engine does, by Mozilla's pdf.js: nothing here knows who wrote the file.
 * @throws where the bytes are no PDF.
 */
export const readPdfTexts = async (bytes: Uint8Array): Promise<PageTexts> => {
  // The reader takes over the memory that it is given.
  const document = await getDocumentProxy(Uint8Array.from(bytes), { verbosity: 0 })
  try {
    const pages: string[][] = []
    for (let number = 1; number <= document.numPages; number += 1) {
      const page = await document.getPage(number)
      const { items } = await page.getTextContent({ disableNormalization: true })
      pages.push(items.flatMap((item) => ('str' in item && item.str.trim() !== '' ? [item.str.trim()] : [])))
    }
    return pages
  } finally {
    await document.loadingTask.destroy()
  }
}
