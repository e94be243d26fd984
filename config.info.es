line1=Daemon,11
listen=Dirección y puerto para la línea de órdenes y otros programas,0
node=Ruta completa de Node.js,3,Buscarlo automáticamente
