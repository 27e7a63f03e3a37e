/** Has the browser save a text as a file. */
export function download(name: string, content: BlobPart, type = "text/plain"): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** The same; on phones, which hide what they save, the sheet that shares it. */
export async function offer(name: string, content: string): Promise<void> {
  const files = [new File([content], name, { type: "text/plain" })];
  const isPhone = matchMedia("(pointer: coarse)").matches;
  if (!isPhone || !navigator.canShare?.({ files })) {
    download(name, content);
    return;
  }
  // Whoever closes the sheet has changed their mind.
  await navigator.share({ files }).catch(() => undefined);
}
