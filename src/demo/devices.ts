/** What a request tells about the machine it comes from. */
export interface Device {
  /** Only machines that the directory knows have an id and a name. */
  readonly id?: string;
  readonly displayName?: string;
  readonly operatingSystem?: string;
  readonly browser?: string;
  /** What its browser, or its only client, sends. */
  readonly userAgent?: string;
  readonly isCompliant: boolean;
  readonly isManaged: boolean;
  readonly trustType?: string;
}

const agents = {
  windows:
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36 Edg/143.0.0.0",
  mac: "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36",
  linux: "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
  iphone:
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1",
  android:
    "Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Mobile Safari/537.36",
} as const;

/** A company laptop, managed and compliant. */
export function laptop(id: string, displayName: string, system: "windows" | "mac" | "linux"): Device {
  const kinds = {
    windows: { operatingSystem: "Windows11", browser: "Edge 143.0.0", trustType: "Azure AD joined" },
    mac: { operatingSystem: "MacOs", browser: "Chrome 143.0.0", trustType: "Azure AD registered" },
    linux: { operatingSystem: "Linux", browser: "Firefox 145.0", trustType: "Azure AD registered" },
  };
  return {
    id,
    displayName,
    ...kinds[system],
    userAgent: agents[system],
    isCompliant: true,
    isManaged: true,
  };
}

/** A phone that is enrolled. */
export function phone(id: string, displayName: string, system: "iphone" | "android"): Device {
  const kinds = {
    iphone: { operatingSystem: "Ios 18.6", browser: "Mobile Safari" },
    android: { operatingSystem: "Android 16", browser: "Chrome Mobile 143.0.0" },
  };
  return {
    id,
    displayName,
    ...kinds[system],
    userAgent: agents[system],
    isCompliant: true,
    isManaged: true,
    trustType: "Azure AD registered",
  };
}

/** A machine that the directory has never seen, as far as its user agent tells. */
export function strangeDevice(operatingSystem?: string, browser?: string, userAgent?: string): Device {
  return { operatingSystem, browser, userAgent, isCompliant: false, isManaged: false };
}
