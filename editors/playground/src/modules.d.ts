declare module '*.py' {
  const text: string;
  export default text;
}

declare module '*.json' {
  const text: string;
  export default text;
}

declare module '*.toml' {
  const text: string;
  export default text;
}
