/**
 * Whether an address is that of a file which the server of this page made: on this machine, at the page's own port. The
 * page may have been opened under another name of the machine than the server calls itself by.
 */
export function isOwnFile(url: URL, port: string): boolean {
  const { protocol, hostname, pathname, username, password, search, hash } = url;
  return (
    protocol === "http:" &&
    ["localhost", "127.0.0.1", "[::1]"].includes(hostname) &&
    url.port === port &&
    /^\/chat\/exports\/[\w-]+$/.test(pathname) &&
    username + password + search + hash === ""
  );
}
