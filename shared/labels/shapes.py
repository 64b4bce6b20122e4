"""The words of the mark on pictures, as `python -m tools.mark_shapes` has drawn them."""

from typing import NamedTuple

from shared.i18n.locales import Locale


class Shape(NamedTuple):
    """A PNG of grey in base85, and how high its smallest letter is, of the height of the whole."""

    png: str
    letter: float


SHAPES: dict[Locale, Shape] = {
    "zh": Shape(
        "iBL{Q4GJ0x0000DNk~Le0003O000161Oos70ILw(L;wH)Fi=cXMgRZ*?(Xj0-QCR0%)7h0s;a7)nVE=)h<A5)W@c"
        "tpRaHbpL^CrpA|fIY5fK0Y0B?Z2K>z>;TuDShRCwCGnoWosRUE*7Gf8&0wrctzqE?BD2Ssh_sR!FesrZ3t#4kkXt"
        "_WU4-9o{GVAqSc!iwNU(0K8ng7IJvify#@rrr2aJxI4vkczE#iY>dF+066s-psr=$>d|_rT@!hCX<<8{_p=igUBk"
        "gfHUH6DnLO9F@KGI)N@&r{Fi^tQy;xG{M-Ws__L>P*AK4|=5XiDP0zAsDay?uII%N3OdZ6BEwYGUwF(@2#Rd$NGH"
        "T{q0N$==gz0!dfsC4I$n6uYY%p!I!AQ-#s{Yw+*<e-y@??~$Kjn65S0<R_0QY3mjDTy8%H5;2EHHI|Dw*Z(x8(MP"
        "ZkQ#<aU7?T_`x5J<2W07z*Mrs@RIyT{<bcdzXA9zasH9WNFoVZfLqGEOyGPhZTaUen0o9fLpaj}HY9%{B?3zr{}R"
        "9y<B!+Q18hygh=$J8Pu>T33_J2t3HU4t<1;Kw4PeHOW^hly`m)kTB>$;zuQY3q8o;D}WEH)HnHf;e%nb>6gHg}?l"
        "h9DAtc+wbjUmtb$B5~5-8}or8Gsc>PkK)BoQ3ilR?kgXLRU;lGZ{<zNP!VehP2>$#w4y8JT?yT&wX$FFh0PZC;_C"
        ")GUJCi3Gn0)?)2UzfT>5C82~dk9+J&TnB2xPu-exs+G{YGTp|!&0C>eb_PYiXG=YMwnEJZYUqju#Ja|1?>C5EHvb"
        "HkNoelt85&xs!>7ak*<qUvn%XQlhu+XndsR8V>V5wd@%%ZF$^Mew?5&*N=V4MLkHCba92D#HgfT^Md&4@&T)?ieP"
        "T>$8$chSKdz|~mLOrUn2$RA9=bXq{JsA~Rnce-dL)aaTC8lC-xngQd74eJ2kejOk;V<XB1@ts#+>;rQ=HA&6`tji"
        "2iiecISIRoZ6z)dnL_p#t#0C+qzOfiO81h~t9i5k{IKi?Kr0B7WarsKroHkD>NUDds7dbX-VgA{jKZUL;z<k+IAv"
        "PIC<x4YW($0;k1N=*o|)V&WYHY1~6rv(&>I*c~`>E}*U9{^4*yS<d6<fOM6u8}4qn3E|N+B*Z66|-xm9KoCc*kZs"
        "Oi8XUiUw3-9$bJi+6sK*yJ9WDTF8xzw{->OcO3wvoMy*D*8%7=~n0-r9wtkFF7~cbOsuYuUA`49ohFWSYS=01kkL"
        "nK_YMFB3GOYkiqQm$^P7Rd?P`BEt<-b&Ec7v{&4)8s|Ek@S%^;W(LaCU6{2*vQWL74xeQcVaUL|w0ITL2S%Mk0fU"
        "d5>ymmw~)KbvY%35bC17K3!2Gks2V&-+`$zJy(p>_N(NytecElCe4{bcWT&NnQ&qvqOny)!hB_ndfZqI2Fwt{v?0"
        "Yy4Z*^bCbO>_CYtNY5B2eCrVP;Vn}+?yFhNvtw5+<5r@<tWQ)3BWvS`5c(n5P2Fe2{00U8I)RwJJV<Bu!MI5Eu09"
        "{}DM3`4z|mRGhLzI`s5c*XLFR@l*VnQ{OZ0Nfb^rneGOVG_N=b2V`OO|LR_7|+xUiB`i+H4jVfB=kyKgDEC*Xn0!"
        "hS*s<Z36h#g4shm8nBFyQd#sv?LhMAzgz3E?s}?oW!_C8K(yeC6CDYJ!a^z;oXo9FSQ7}qNH|h;r3}a>{t=O{<(~"
        "32to{CRO+c`W4=7<%TPJfskl6X%;!JLiD&oD@q?YWbuyN(8v*H=l12Ng_R1Jx@}J21_pX7sj^sgiQJ<(=}YS_(}6"
        "+4M*-Wv!!EFo)2JJORfZ23NI6=DP$p*>k5RK=F%D7Crbi4uG9%G8lahc@^BuL?jEr+KeTb9QP+f?=d5?iqN(F9x!"
        "sz7HkCI7SZ5cg9+6AR$~8mz?EazoH<#Lm1o<QXXo@Gb`{{5vd5qiX~qRt+Hdk%tTlI%y(;&{M=F57JKUR#U>tCJd"
        "A5S-v@F4F(yl)V@J_V*U9?OtxIt5I;6mAM%biY1Gl^@d9l&zDYD)%8FZ;Eaom6`m!4w+6Gg|7ZX$jPA_kmfo1XIC"
        "P4wC-}_(^K~`U=3yvHz1_1jr?O`Fzo{V!=UE`Q~qj&v`gEKMu6-lnL;g9~!8K5lyL?e65%LLbYbaw^zceZ+R+;JW"
        "s0;Sm`Q&V5TMq1*I^DUEcLrPipd1Vk9!kBkkQn2;l*2Fs}TystisEIU=7>1CnXsxve-C=~C%w!K0L-3(*BO>xWOP"
        "5OYTfcNU<%OX@EQ(g(UUBcCg6OK9f82rySfb0z)iE6S2{=Y$aF<>v?H<SKZf%90{=FfE@q!}_(stVD|)UN$VVrsJ"
        "EaWfQ_<q&J*Lg*lHlL(^X~nvCDF4hw~`!^~=0)yIL(k*@1qK5m#GGQ3dKaBinQeT<xMyf88nyx(Pt6J0Nz!NSNeB"
        "gUDa0=QlA%lXuNc>!Qbj0`iXtRzfE9@*Q&)u+b~BYrdo)Ix|^t~2&!4Y5vK0+^seB8FX<NSxw7U)=PNoRB+$vC75"
        "GNjvk3Y3H8*AJ9goL{BWP+yDRo07*qoM6N<$f&"
        "",
        0.769,
    ),
    "en": Shape(
        "iBL{Q4GJ0x0000DNk~Le0007t0000<1Oos707$tSi~s-tFi=cXMgRZ*?(Xj0-QCR0%)7h0s;a7)nVE=)h<A5)W@c"
        "tpRaHbpL^CrpA|fIY5fK0Y0B?Z2K>z>?EJ;K`RCwCuTw9DBM-@HYGrQ|uCusbD7%ZYmtVBE{m^DNO1Y#^KAX1`?;"
        "#h*@!vjbpNKqKVLy?f|HJ}Lbum^#H0?5n<iI9Rr%Y+y(uoDUKvSKe19|SqOgB0aK?CeB@^?GJ!nvYxET~%GvUDaL"
        "fAMVdQtGepceVlu%x*Z?6<(YfB?A^^z;{Q|pNY(%VAM{1}7XWPbC(C!a-lkXNma@E)ej8T+;F#FcIsnY-H)pc-T_"
        "5|Ma%4>aC`F&^6H(Y4>ogEIHX3K^hrhWhUWiAr2Nhr)0GOE!;&+6LPOnNWWx0xe8vp>V7Q6Zn0F?Ecb5edhKC&_W"
        "v=~ixqRc2e1pu5=jmEiCz|rM?@&Et>GhIIUS>fa0O(u;mSu?4P+i!_|H>8(N5f=RD>pfm!V<--dx_kaM8JOEl=I+"
        "^>*e^dY0Y$G6Pq=Y=TZy9IHNWcU?Xj<Zv1HJG!Q#CBa8UZ<0y3zDzB=CDQK2}5If~!w$9sRjNqDz8ub)VR@d`x|{"
        "-=5h6bI%gUT!JA{I5X=>wSyU8oxvQ+$k1CjNhg}@gj_``T*w|t_$Bb4Mx(kIj!e}HSw1+7?+V;YQ|CYB%Mr`LEvC"
        "Z-&z?hk4`bZ)ktdNh#yZF4%|t!v8E!pXa(tnZYv4R9tn6>%mA>VJ*89Z^)08W0Njthe82-x5=LG6g4pIgW?Uz+`M"
        "pg5SbgQp&zOfgEv#|yrW=kod^bD_0C$H7T@y9iBXaXnm1o0$1pH^u{wC1!jfN-XF5~dOKi6d40oUIYezQ>paIFqs"
        "52yI!WY(S7{BZDb#PTO+HI_sGn2Wc6jVII-I!#DEo(!O!mRa`z0JfOW)HQNLQ!hjd_YVM18JXx|8xG37_av!AM+z"
        "=Z#XOJDkekof7-${IFAf1<9{?<B_Vpur`2puSW;|@J8V%@0JM+4=9&>>nfN~wcM&CM&r85l1`y>>f1%LwvLE5MII"
        "xD#JTPj~O8_%F;XI@VL0G2r(vIJnNQBaUB|C!mNgrXPfq9%&#^zx{<NasztizTizC$qF60$nVG>dcVZk2-M_OIvF"
        "C7VvKhEfTNUW;&eHc4p<YR4C4GGjUNyau=7wx}pKVzyc@--jgRNa4MZ!8UPRx4f0Tpslu|CGAZLr0*Yh+sOtymPV"
        "TzX3;>MVc4jpX0DfQeQ1!A|9$_K}C<zu&9FRHA1Hd`0us{Y~&0~d4Yg{LoNna#7wNeGZs9yw%a}@yaJs!nn0H{NM"
        "?JmotKSNbyK_`95hT^zKnOQxr!RQ#HD}2>}z8_gOt~|t1yaoV<OLoGG!c?YU;^<A~LjZu^^C*%VArwbC9L}?V;!M"
        "RJ*YU;L0rT^O;@Lt_oC(Vg0g9s@fKr87fTxRMxteR@L{I)|Wlm!e#j`BplnV>en5qPQyZq8k!N3BRqUFf0KA!_@m"
        "1-pvJ;r{DqdE+$jfp5~SOC?}N;y&76a|^QvLZT10YxnrWiHJ?om}1kt`Bk#jkOyA0Ith9j_E1@9JetgPgvDa4}e<"
        "*oLX_=r6!{oEFG=gKo`Y&-hg0_>$F)ok!*{Ms~D<Nl2Pmg7c7TlO9#bT-hu1~>}*Sub1ln6hb{E-6+v;-2UGr1MQ"
        "`oKc64!;OUZM|uK@tNf{*9I%E)|iIUucBFI>E6>Cor^@KWbRaW$RjY~0N+-b1nFY<Ni8mQHCN{f|mZEy%WI9HdXZ"
        "z<qdcGhG+^2=-lG1%mwv4+swxC2W6mNt=>Hq0lSB9)}a|j;!jPc3PRVMKWfy4Zo-WYy*h^Jg2?yBFNQ=FpxdIF5G"
        "unjC66Y-rDsQSr_zL39<tQ>B}TyIsQCBzA04AeyEG(N{%4yYb2fH&@XzClhdq6WJ57NMoI!t<mu)7gS(E=+dXpr7"
        "f!2~ARWxYm52`0NMEl)5TW>*6Umf0Ls`o-{v(d#IF5V6mwQ5$MIbtCS{Dleup-oxI0InU?ilLg#aLQn#C672bY(6"
        "Kc8fBKgW^yOb#aK0;~3N<><Dc;St->%A|^8P93L580bLvdz%-v@U$EeO^~7xgcDAKAH$)U!+$I;*Em9NQm;n%qLt"
        "SOgFGm2jEuAk|m7jwmL<jRK#JB>t=0;wS8Gv>@A_I!9Dr3~=I&M<J>HILPijfx#JXD@~#4bJN<;o#i*8(b<;}D4I"
        "XmVZWv|1O_n+Fp)&ZQZAh&FOjkWM=-8R+5=F%(nRu4>JqiR<L7>&!gel&fSSiiMr16;X5pnm}(nEnV!Js-{Zz0f6"
        "7m<rhnWv3mejOA)>)0!2SC=ZFT3#W`HiLUAc5>Rk0O^?Of-!BAc2aLc&ieG34_+vBS20l?pc3HjZ+breTJaYv<hX"
        "*AUpQ7nC$a>^_yx~(?hV5*B-wg5o01Hf;$B)2F_rzjMw3=9>DX%-MxC~a|_VK<{iFT`lOa_j|Aov>0p5yiBt5{h="
        "XY`#)0F{MjsC>G!tH+U4){cEAPYGpK2H2^r1Q5R>bfOx{fyFw_g@+c0npjfs!v^J3A2;PEB+dEeX#V(Jcx(1VW)t"
        "bdp$xQ$-_A)Y^I{*kLEV^0LB7<}Qz^xF9%B4#Mr~z2pE@zI>$<um0ZR8!>Adb6%QMwZsDXmIaw>UIs0RaA)5k;yB"
        "MJFtVN%m(^24Sk_1}XEw*xpWx1?;xD!1n{dde+>9@H;9b3{!kMTrb2i5{laiMKOzxGSC!&s2pkOc9mHGkRG0pnd^"
        "vIbT~Qd<?dr)-w7x#>Y#Ypj$@=dD%x2~5mf-#=q96R`{tn$nLv|JybuwWz)jUOEWl}mo!H_!FI94xbSuc1Be%_DT"
        "M<EeEh>Y!s-@GbCADONkw<O>f}`S@xz00uaA_cBT$WKh1b}UUyUhP7P)xIco5&m48QZ1`FnQNrkLz6Sb537@qTQQ"
        "^*2(|8n^2^B?q1;^*XyhuJBV<XMXr-o1g>)t2u?(VzgO)C>CbSk$W<*JiySFI+9i`-v%|wanX5J7cRU)lbh4mnJx"
        "H$+I@2{mQQ=0|7}9PY`U<^#BvvcRB6GRsw1e~a3O~;hEsH_=@=khvBPkRaKuL^_WB~&$Z-l|l=&J`a53AJ3Gb!Ra"
        "BM-shn0Y8%l)W5qxTDV}=Pq?UtxA&9{79MkvghB&y7a%A!@IR}O{*Q!hJlKJ*$vYELvLU+o~;oQN&`Tn4Pex(Cin"
        "J52HKytKfJ#J{N(|KixiG=0&u@Sp)>WpaJtR+0iYX1RUV4XPwVC(;S?x<x3;+Y!*2oq>E+X5s_`YklgW<@e3eq1w"
        "1;4D)OPFc$SEW}w2mFU9PoeS4sNDB^G;}fIJQ;2%C?Y8@<=NH|CkWnQ=kYB#41M<z~U;GPWRy06VcmO&i2K|lcb-"
        "|r29!+2Q77Q$&*PZ?YVzFxcVRg#nhAeo0TEq&TQUhzXh&yLQQmnd(eBZDmw#Xcb5U_(K``oO{b|pRjGN#P&jLW>s"
        "(?;?UsMuTR;w2{(EQ%>ZQ}QfSHr=EaX>NxlXRa2ID#%wQcFTD5G@iu`m+2UIL057I14TmZaD78D&1MvoK6T(dNxV"
        "&e7;1ZZ9IGywr8q?%UFU4=v<0%B(_M=f&kHYY?mtmUF=J<DCAu>ZQ}CsqTqS@C$V4NM57NDy*(E!9!U-IOcr(<rr"
        "qpN{k88-qk^!CrwAsF2jwBe%h0!*#p(a6`mS0c?w8-(lp;3!qupv<F*0d&A$3Brzzo?*6xI-&xvxa;z`rrke)RCK"
        "R%W%Xhmdn*#H0l07*qoM6N<$f&"
        "",
        0.959,
    ),
}
