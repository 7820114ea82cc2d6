/** Hands a file to the reader's downloads. */
export declare function saveBlob(blob: Blob, name: string): void;
export declare function saveText(text: string, name: string, type: string): void;
//# sourceMappingURL=save-file.d.ts.map