/**
 * Goes into a constructable style sheet: pages that forbid inline styles allow those. What is important in here beats everything that the
 * page says of the host, important or not, and whatever is styled by a page in any other way.
 */
export const styles = (side: 'left' | 'right') => `
:host{all:initial!important;direction:ltr!important;position:fixed!important;z-index:2147483000!important;bottom:20px!important;${side}:20px!important}
:host([hidden]),[hidden]{display:none!important}
:host::before,:host::after{content:none!important}
button{all:unset;box-sizing:border-box;cursor:pointer;display:grid;place-items:center;width:56px;height:56px;border-radius:50%}
button:focus-visible{outline:3px solid #fff;box-shadow:0 0 0 6px #2f55c8}
svg{width:26px;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
.l{position:relative;box-shadow:0 6px 20px #0004,0 0 0 1px #8884}
.l:hover{filter:brightness(1.1)}
i,b{position:absolute;top:0;right:0;box-sizing:border-box;border:2px solid #fff}
i{width:16px;height:16px;border-radius:50%;background:#777}
[data-state=AVAILABLE]{background:#16a34a}
[data-state=BUSY]{background:#ea8a0b}
b{top:-4px;right:-4px;min-width:24px;padding:0 5px;border-radius:12px;background:#c5221f;color:#fff;font:700 12px/20px system-ui;text-align:center}
section{position:fixed;bottom:88px;${side}:20px;width:min(380px,100vw - 40px);height:min(640px,100vh - 108px);border-radius:16px;overflow:hidden;background:#fff;color:#777;box-shadow:0 6px 20px #0004,0 0 0 1px #8884}
[data-is=loading]{background-image:linear-gradient(#8884 0 0),repeating-linear-gradient(#8883 0 12px,#0000 0 26px),repeating-linear-gradient(#8883 0 12px,#0000 0 26px);background-size:100% 1px,55% 38px,75% 90px;background-position:0 68px,16px 16px,16px 92px;background-repeat:no-repeat}
iframe{position:absolute;inset:0;width:100%;height:100%;border:0;opacity:0;pointer-events:none}
[data-is=ready] iframe{opacity:1;pointer-events:auto}
.x{position:absolute;top:14px;right:12px;width:40px;height:40px}
@media (prefers-color-scheme:dark){section{background-color:#191c23}}
@media (max-width:480px){section{inset:0 auto auto 0;width:100%;height:100dvh;border-radius:0}}
`;
